package dev.vitals.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitals.warehouse.ErasureReceipt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receipt with an Ed25519 signature (RFC 8032) over its JSON without blanks. The key pair follows from the pseudonym key, so
 * that there is no other secret to keep; who holds the public key, which is in each receipt and the same in all, can check it
 * without any.
 */
final class SignedReceipt {
    private static final String ALGORITHM = "Ed25519";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair keys;

    /** @param secret the pseudonym key */
    SignedReceipt(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] seed = mac.doFinal("vitals receipts of erasures".getBytes(StandardCharsets.UTF_8));
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 has HmacSHA256 and Ed25519.", e);
        }
    }

    /** The private key is the seed, 32 bytes that a generator asks for. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte... seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /** The public half, as X.509 in base64. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** The receipt, the public key and the signature as JSON. */
    String sign(ErasureReceipt receipt) {
        try {
            ObjectNode signed = JSON.createObjectNode();
            JsonNode content = JSON.valueToTree(receipt);
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(bytes(content));
            signed.set("receipt", content);
            signed.put("algorithm", ALGORITHM);
            signed.put("publicKey", publicKey());
            signed.put("signature", Base64.getEncoder().encodeToString(signature.sign()));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(signed) + "\n";
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("A receipt can be written and signed.", e);
        }
    }

    /**
     * Whether nobody has changed a receipt since it was signed with this key.
     *
     * @param publicKey as {@link #publicKey} gives it, from where the reader trusts it
     * @throws InputException when it is no receipt
     */
    static boolean isGenuine(String text, String publicKey) {
        try {
            JsonNode signed = JSON.readTree(text);
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(bytes(signed.required("receipt")));
            return signature.verify(
                    Base64.getDecoder().decode(signed.required("signature").asText()));
        } catch (GeneralSecurityException | JsonProcessingException | IllegalArgumentException e) {
            throw new InputException(
                    "This is no receipt of an erasure: %s. Give the file that ./vitals erase wrote, unchanged."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static byte[] bytes(JsonNode content) throws JsonProcessingException {
        return JSON.writeValueAsBytes(content);
    }
}
