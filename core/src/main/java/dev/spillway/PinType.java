package dev.spillway;

import dev.spillway.internal.transport.tls.Pin;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SHA-256 digest of a public key, in Base64 or hexadecimal. */
final class PinType implements ValueType<Pin> {
    /** OkHttp writes one slash, curl two. */
    private static final Pattern PIN = Pattern.compile("(?:sha256(?://?|:))?(.+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}");
    private static final int BYTES = 32;

    @Override
    public Pin parse(String text) throws RefusedValueException {
        Matcher pin = PIN.matcher(text);
        if (!pin.matches()) {
            throw new RefusedValueException();
        }
        byte[] digest = digest(pin.group(1));
        if (digest.length != BYTES) {
            throw new RefusedValueException("is no SHA-256 digest, which has 32 bytes");
        }
        return new Pin(Base64.getEncoder().encodeToString(digest));
    }

    private static byte[] digest(String text) throws RefusedValueException {
        if (HEX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text.replace(":", ""));
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException();
        }
    }

    @Override
    public String allowed() {
        return "sha256/ and the SHA-256 digest of a public key in Base64 or hexadecimal";
    }
}
