package io.tokenkeep.soak.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class, and ends the process at once when its standard input ends: it does so when whoever started it
 * is gone, in whatever way. Arguments: the class, its arguments.
 */
public final class BoundToParent {

    private BoundToParent() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(BoundToParent::endWithParent, "parent");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected but the end.
            }
        } catch (IOException e) {
            // No more than the end.
        }
        Runtime.getRuntime().halt(1);
    }
}
