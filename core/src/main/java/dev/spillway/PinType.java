package dev.spillway;

import dev.spillway.internal.transport.tls.Pin;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SHA-256 digest of a public key, in Base64 or hexadecimal. */
final class PinType implements ValueType<Pin> {
    private static final Pattern PIN = Pattern.compile("(?:sha256[/:])?(.+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}");
    private static final int BYTES = 32;

    @Override
    public Pin parse(String text) throws RefusedValueException {
        Matcher pin = PIN.matcher(text);
        if (!pin.matches()) {
            throw new RefusedValueException();
        }
        String written = pin.group(1);
        byte[] digest = digest(written);
        if (digest.length != BYTES && written.startsWith("/")) {
            // OkHttp writes one slash before the digest, curl two; the digest may begin with one as well.
            digest = digest(written.substring(1));
        }
        if (digest.length == 0) {
            throw new RefusedValueException();
        }
        if (digest.length != BYTES) {
            throw new RefusedValueException("is no SHA-256 digest, which has 32 bytes");
        }
        return new Pin(Base64.getEncoder().encodeToString(digest));
    }

    /** The bytes that are written; none if it is neither form. */
    private static byte[] digest(String text) {
        if (HEX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text.replace(":", ""));
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String allowed() {
        return "sha256/ and the SHA-256 digest of a public key in Base64 or hexadecimal";
    }
}
