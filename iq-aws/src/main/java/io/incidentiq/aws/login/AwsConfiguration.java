package io.incidentiq.aws.login;

import io.incidentiq.aws.secret.Secrets;
import java.nio.file.Path;
import java.util.TreeSet;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** The files of the AWS configuration, as the SDK and the aws-cli read them. */
public final class AwsConfiguration {
    private AwsConfiguration() {}

    /**
     * Returns the profiles of both files; a file that isn't there has none.
     *
     * @throws IllegalStateException if a file has a line that can't be read; the SDK would then make no client
     */
    public static ProfileFile read() {
        ProfileFile.Aggregator all = ProfileFile.aggregator();
        ProfileFileLocation.configurationFileLocation()
                .map(file -> read(file, ProfileFile.Type.CONFIGURATION))
                .ifPresent(all::addFile);
        ProfileFileLocation.credentialsFileLocation()
                .map(file -> read(file, ProfileFile.Type.CREDENTIALS))
                .ifPresent(all::addFile);
        return all.build();
    }

    /** Returns the names of the profiles in {@code file}, or {@code none}. */
    public static String names(ProfileFile file) {
        return file.profiles().isEmpty()
                ? "none"
                : String.join(", ", new TreeSet<>(file.profiles().keySet()));
    }

    private static ProfileFile read(Path file, ProfileFile.Type type) {
        try {
            return ProfileFile.builder().content(file).type(type).build();
        } catch (RuntimeException e) {
            ProfileFileSystemSetting other = type == ProfileFile.Type.CONFIGURATION
                    ? ProfileFileSystemSetting.AWS_CONFIG_FILE
                    : ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE;
            throw new IllegalStateException(
                    "the AWS configuration can't be read: %s: %s; correct it, or set %s to another file"
                            .formatted(
                                    file, Secrets.removed(String.valueOf(e.getMessage())), other.environmentVariable()),
                    e);
        }
    }
}
