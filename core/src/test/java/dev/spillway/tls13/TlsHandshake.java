package dev.spillway.tls13;

import dev.spillway.testkit.ServerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/**
 * A server's side of a TLS 1.3 handshake, as short as RFC 8446 allows (sections 4.1.3, 4.4 and 7.1): one cipher suite,
 * x25519, a certificate on P-256, no resumption. Its peer is JSSE, which offers all that; what does not fit fails.
 */
final class TlsHandshake {
    static final int CLIENT_HELLO = 1;
    static final int NEW_SESSION_TICKET = 4;
    static final int CERTIFICATE_REQUEST = 13;
    static final int KEY_UPDATE = 24;

    private static final int SERVER_HELLO = 2;
    private static final int ENCRYPTED_EXTENSIONS = 8;
    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int FINISHED = 20;
    private static final int KEY_SHARE = 51;
    private static final int X25519 = 0x001d;
    private static final int SHARE = 32;
    /** What comes before the 32 bytes of a public key in the form that Java reads (RFC 8410). */
    private static final byte[] SHARE_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final byte[] NOTHING = {};

    private final TlsRecords records;
    private final ServerCertificate certificate;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private TlsHandshake(TlsRecords records, ServerCertificate certificate) {
        this.records = records;
        this.certificate = certificate;
    }

    /** Does it, and leaves the connection with the keys for data. */
    static void serve(TlsRecords records, ServerCertificate certificate) throws IOException, GeneralSecurityException {
        new TlsHandshake(records, certificate).serve();
    }

    private void serve() throws IOException, GeneralSecurityException {
        ByteBuffer hello = receive(CLIENT_HELLO);
        hello.position(hello.position() + 2 + SHARE);
        byte[] session = bytes(hello, hello.get() & 0xff);
        KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        byte[] share = pair.getPublic().getEncoded();
        byte[] shared = agree(pair, shareIn(hello));
        send(SERVER_HELLO, serverHello(session, Arrays.copyOfRange(share, SHARE_PREFIX.length, share.length)));

        byte[] zeros = new byte[TrafficKeys.HASH];
        byte[] early = TrafficKeys.extract(zeros, zeros);
        byte[] handshake = TrafficKeys.extract(derive(early, "derived", hash(NOTHING)), shared);
        TrafficKeys client = new TrafficKeys(derive(handshake, "c hs traffic", transcript()));
        TrafficKeys server = new TrafficKeys(derive(handshake, "s hs traffic", transcript()));
        records.keys(client, server);

        send(ENCRYPTED_EXTENSIONS, new byte[2]);
        send(CERTIFICATE, certificates());
        send(CERTIFICATE_VERIFY, proof());
        send(FINISHED, server.finished(transcript()));
        byte[] data = TrafficKeys.extract(derive(handshake, "derived", hash(NOTHING)), zeros);
        byte[] whole = transcript();

        ByteBuffer finished = receive(FINISHED);
        if (!finished.equals(ByteBuffer.wrap(client.finished(whole)))) {
            throw new GeneralSecurityException("the client's Finished is not what it should be");
        }
        records.keys(
                new TrafficKeys(derive(data, "c ap traffic", whole)),
                new TrafficKeys(derive(data, "s ap traffic", whole)));
    }

    /** A handshake message of a type and a body (section 4). */
    static byte[] message(int type, byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(type << 24 | body.length)
                .put(body)
                .array();
    }

    private void send(int type, byte[] body) throws IOException, GeneralSecurityException {
        byte[] message = message(type, body);
        said.writeBytes(message);
        records.write(TlsRecords.HANDSHAKE, message, 0);
    }

    /** The body of the client's next message, which must be of a type. */
    private ByteBuffer receive(int type) throws IOException, GeneralSecurityException {
        TlsRecords.Content content = records.read();
        if (content.type() != TlsRecords.HANDSHAKE || content.bytes()[0] != type) {
            throw new IOException("not a handshake message of type " + type + " but a record of type " + content.type()
                    + " that begins with " + HexFormat.of().formatHex(content.bytes(), 0, 2));
        }
        said.writeBytes(content.bytes());
        return ByteBuffer.wrap(content.bytes()).position(4).slice();
    }

    private static byte[] shareIn(ByteBuffer hello) throws GeneralSecurityException {
        bytes(hello, hello.getShort()); // cipher suites
        bytes(hello, hello.get());
        hello.getShort();
        while (hello.hasRemaining()) {
            int type = hello.getShort();
            ByteBuffer extension = ByteBuffer.wrap(bytes(hello, hello.getShort() & 0xffff));
            if (type == KEY_SHARE) {
                extension.getShort();
                while (extension.hasRemaining()) {
                    int group = extension.getShort();
                    byte[] share = bytes(extension, extension.getShort() & 0xffff);
                    if (group == X25519) {
                        return share;
                    }
                }
            }
        }
        throw new GeneralSecurityException("the client offers no x25519");
    }

    private static byte[] bytes(ByteBuffer source, int length) {
        byte[] bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }

    private static byte[] agree(KeyPair own, byte[] share) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(SHARE_PREFIX, SHARE_PREFIX.length + share.length);
        System.arraycopy(share, 0, encoded, SHARE_PREFIX.length, share.length);
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own.getPrivate());
        agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded)), true);
        return agreement.generateSecret();
    }

    private static byte[] serverHello(byte[] session, byte[] share) {
        byte[] random = new byte[32];
        Arrays.fill(random, (byte) 0x5a);
        byte[] versions = {0, 43, 0, 2, 3, 4};
        int extensions = versions.length + 2 + 2 + 2 + 2 + share.length;
        ByteBuffer hello = ByteBuffer.allocate(2 + random.length + 1 + session.length + 2 + 1 + 2 + extensions)
                .putShort((short) 0x0303)
                .put(random)
                .put((byte) session.length)
                .put(session)
                .putShort((short) 0x1301)
                .put((byte) 0)
                .putShort((short) extensions)
                .put(versions)
                .putShort((short) KEY_SHARE)
                .putShort((short) (2 + 2 + share.length))
                .putShort((short) X25519)
                .putShort((short) share.length)
                .put(share);
        return hello.array();
    }

    private byte[] certificates() throws GeneralSecurityException {
        byte[] own = certificate.certificate().getEncoded();
        return ByteBuffer.allocate(1 + 3 + 3 + own.length + 2)
                .putInt(3 + own.length + 2)
                .put((byte) (own.length >> 16))
                .putShort((short) own.length)
                .put(own)
                .putShort((short) 0)
                .array();
    }

    /** A signature over what was said, of a kind that fits the key (section 4.4.3). */
    private byte[] proof() throws GeneralSecurityException {
        String pem = certificate.keyPem().replaceAll("-----[A-Z ]+-----|\\s", "");
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
        signature.update(" ".repeat(64).getBytes(StandardCharsets.US_ASCII));
        signature.update("TLS 1.3, server CertificateVerify\0".getBytes(StandardCharsets.US_ASCII));
        signature.update(transcript());
        byte[] signed = signature.sign();
        return ByteBuffer.allocate(2 + 2 + signed.length)
                .putShort((short) 0x0403)
                .putShort((short) signed.length)
                .put(signed)
                .array();
    }

    private byte[] transcript() throws GeneralSecurityException {
        return hash(said.toByteArray());
    }

    private static byte[] hash(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] derive(byte[] secret, String label, byte[] transcript) throws GeneralSecurityException {
        return TrafficKeys.expand(secret, label, transcript, TrafficKeys.HASH);
    }
}
