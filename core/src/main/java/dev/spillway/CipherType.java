package dev.spillway;

import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A cipher suite of this JVM that encrypts and authenticates. */
final class CipherType implements ValueType<String> {
    private static final Pattern UNSAFE = Pattern.compile("_(?:NULL|anon|EXPORT)(?:_|$)|_SCSV$");

    @Override
    public String parse(String text) throws RefusedValueException {
        String name = text.toUpperCase(Locale.ROOT);
        for (String suite : suites()) {
            if (suite.toUpperCase(Locale.ROOT).equals(name)) {
                if (UNSAFE.matcher(suite).find()) {
                    throw new RefusedValueException("does not encrypt or does not authenticate");
                }
                return suite;
            }
        }
        throw new RefusedValueException();
    }

    @Override
    public String allowed() {
        return "a cipher suite of this JVM such as TLS_AES_256_GCM_SHA384";
    }

    private static String[] suites() throws RefusedValueException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context.getSupportedSSLParameters().getCipherSuites();
        } catch (GeneralSecurityException e) {
            throw new RefusedValueException("cannot be checked, since this JVM has no TLS");
        }
    }
}
