package dev.spillway;

import dev.spillway.internal.transport.tls.Secret;

/** A password, which no message ever shows. */
final class SecretType implements ValueType<Secret> {
    private static final ValueType<String> LINE = TextType.ofLine();

    @Override
    public Secret parse(String text) throws RefusedValueException {
        return new Secret(LINE.parse(text));
    }

    @Override
    public String allowed() {
        return LINE.allowed();
    }

    @Override
    public String shown(String text) {
        return "****";
    }
}
