package io.tokenkeep.kit;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** A listener that could not be opened; the message is one line naming the address, the setting and what to do. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ListenException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@code setting} is the name of the port's setting or option, as a person would write it */
    public static ListenException of(String host, int port, String setting, Throwable cause) {
        return new ListenException(host + ":" + port + " cannot be listened on: " + reason(setting, cause), cause);
    }

    private static String reason(String setting, Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "the host is unknown";
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("permission denied")) {
            return "permission denied; set " + setting + " to a port above 1023";
        }
        if (message.contains("cannot assign")) {
            return "this machine does not have the address";
        }
        return cause instanceof BindException || message.contains("already in use")
                ? "the port is taken; set " + setting + " to another or end what uses it"
                : cause.getClass().getSimpleName();
    }
}
