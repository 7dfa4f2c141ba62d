package io.tokenkeep.seal;

import java.util.Arrays;

/**
 * The parts of a compact JWE of {@code dir} and {@code A256GCM} (RFC 7518 4.5 and 5.3): no encrypted key, a nonce of 96
 * bits, a tag of 128, each in the canonical form of base64url. Usual decoders skip invalid characters, odd lengths and
 * unused bits, but a changed text must not open.
 */
record Compact(String header, String nonce, String text, String tag) {

    private static final int NONCE_LENGTH = 16;
    private static final int TAG_LENGTH = 22;
    private static final byte[] VALUES = values();

    static Compact parse(String sealed) throws SealRefusedException {
        int header = sealed.indexOf('.');
        int nonce = header + 2;
        int text = nonce + NONCE_LENGTH + 1;
        int tag = sealed.length() - TAG_LENGTH;
        boolean dots = header > 0
                && tag > text + 1
                && sealed.charAt(header + 1) == '.'
                && sealed.charAt(text - 1) == '.'
                && sealed.charAt(tag - 1) == '.';
        if (dots) {
            Compact compact = new Compact(
                    sealed.substring(0, header),
                    sealed.substring(nonce, text - 1),
                    sealed.substring(text, tag - 1),
                    sealed.substring(tag));
            if (isBase64Url(compact.header)
                    && isBase64Url(compact.nonce)
                    && isBase64Url(compact.text)
                    && isBase64Url(compact.tag)) {
                return compact;
            }
        }
        throw new SealRefusedException("it is no compact JWE of dir and A256GCM");
    }

    /** RFC 4648 3.5: bits that no byte needs are zero. */
    private static boolean isBase64Url(String part) {
        int last = 0;
        for (int i = 0; i < part.length(); i++) {
            last = sixBits(part.charAt(i));
            if (last < 0) {
                return false;
            }
        }
        return switch (part.length() % 4) {
            case 0 -> true;
            case 2 -> (last & 0b1111) == 0;
            case 3 -> (last & 0b11) == 0;
            default -> false;
        };
    }

    private static int sixBits(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    /** RFC 4648 5; -1 for a character outside of the alphabet. */
    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    @Override
    public String toString() {
        return "Compact[hidden]";
    }
}
