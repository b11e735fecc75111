package dev.spillway.examples.collector.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes certificates with P-256 keys and every extension that strict clients ask for (RFC 5280 section 4.2): a
 * certificate authority for ten years, server certificates for 825 days, the most that Apple's clients accept.
 */
final class CertificateIssuer {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration SERVER_LIFE = Duration.ofDays(825);

    /** Certificates begin in the past, for senders whose clock is behind. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;
    private static final int LONGEST_COMMON_NAME = 64;

    private final SecureRandom random = new SecureRandom();

    Credential authority(String machine, Instant now) throws GeneralSecurityException, IOException {
        KeyPair pair = newKeyPair();
        X500Principal name = named("Spillway collector CA on " + machine);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, newSerial(), begin(now), Date.from(now.plus(AUTHORITY_LIFE)), name, pair.getPublic());
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        return new Credential(sign(builder, pair.getPrivate()), pair.getPrivate());
    }

    Credential server(Credential authority, ServerNames names, Instant now)
            throws GeneralSecurityException, IOException {
        KeyPair pair = newKeyPair();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                newSerial(),
                begin(now),
                Date.from(now.plus(SERVER_LIFE)),
                named(names.machine()),
                pair.getPublic());
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
        return new Credential(sign(builder, authority.key()), pair.getPrivate());
    }

    private static GeneralNames alternatives(ServerNames names) {
        return new GeneralNames(names.all().stream()
                .map(name -> new GeneralName(
                        ServerNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private BigInteger newSerial() {
        return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    }

    private static Date begin(Instant now) {
        return Date.from(now.minus(CLOCK_TOLERANCE));
    }

    private static X500Principal named(String commonName) throws IOException {
        String fitting = commonName.substring(0, Math.min(commonName.length(), LONGEST_COMMON_NAME));
        return new X500Principal(
                new X500NameBuilder().addRDN(BCStyle.CN, fitting).build().getEncoded());
    }
}
