package dev.spillway.internal.transport.tls;

/** A password: compared by its value, and never shown. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The password itself, for what needs it and for a digest. */
    public String reveal() {
        return value;
    }

    /** A copy of the password, for the caller to overwrite. */
    char[] chars() {
        return value.toCharArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
