package io.tokenkeep.callback.deletion;

import java.util.regex.Pattern;

/** The address of a deletion's page. */
public final class DeletionPath {

    /** Route name. */
    public static final String ROUTE = "/deletion/";

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{20,64}");

    private DeletionPath() {}

    public static String of(String confirmationCode) {
        return ROUTE + confirmationCode;
    }

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }
}
