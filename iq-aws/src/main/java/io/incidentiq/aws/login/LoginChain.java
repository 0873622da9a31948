package io.incidentiq.aws.login;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.SystemSetting;

/** The places of the SDK's default chain, in the order of its {@code DefaultCredentialsProvider}. */
public final class LoginChain {
    private LoginChain() {}

    /**
     * Returns all places of the default chain.
     *
     * @param file what is configured
     */
    static List<LoginPlace> places(ProfileFile file) {
        String profile = Objects.requireNonNullElse(namedProfile(), "default");
        boolean exists = file.profile(profile).isPresent();
        return List.of(
                LoginPlace.nearby("system properties", SystemPropertyCredentialsProvider.create(), false),
                LoginPlace.nearby("environment", EnvironmentVariableCredentialsProvider.create(), false),
                LoginPlace.anywhere(
                        "web identity",
                        WebIdentityTokenFileCredentialsProvider.create(),
                        isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)),
                LoginPlace.anywhere("profile " + profile, ofProfile(profile), exists || namedProfile() != null),
                LoginPlace.nearby(
                        "container",
                        ContainerCredentialsProvider.create(),
                        isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
                                || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)),
                LoginPlace.nearby("instance metadata", InstanceProfileCredentialsProvider.create(), true));
    }

    /** Returns {@code profile} alone. */
    static List<LoginPlace> onlyProfile(String profile) {
        return List.of(LoginPlace.anywhere("profile " + profile, ofProfile(profile), true));
    }

    /** Returns the profile that {@code AWS_PROFILE} names; null where that is none, or the default one. */
    static @Nullable String namedProfile() {
        return value(ProfileFileSystemSetting.AWS_PROFILE)
                .filter(name -> !name.equals("default"))
                .orElse(null);
    }

    /** Returns {@link #namedProfile}; null where a place before it in the chain is set up. */
    public static @Nullable String profileThatGives() {
        boolean webIdentity =
                isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE) && isSet(SdkSystemSetting.AWS_ROLE_ARN);
        boolean before = webIdentity
                || gives(SystemPropertyCredentialsProvider.create())
                || gives(EnvironmentVariableCredentialsProvider.create());
        return before ? null : namedProfile();
    }

    private static boolean gives(AwsCredentialsProvider keys) {
        try {
            keys.resolveCredentials();
            return true;
        } catch (SdkClientException e) {
            return false;
        }
    }

    private static boolean isSet(SystemSetting setting) {
        return value(setting).isPresent();
    }

    private static Optional<String> value(SystemSetting setting) {
        return setting.getStringValue().filter(value -> !value.isBlank());
    }

    private static AwsCredentialsProvider ofProfile(String name) {
        return new OfProfile(name, ProfileCredentialsProvider.create(name));
    }

    /** The SDK would show all that the files hold in the place of a profile that they don't. */
    private record OfProfile(String name, ProfileCredentialsProvider provider)
            implements AwsCredentialsProvider, SdkAutoCloseable {
        @Override
        public AwsCredentials resolveCredentials() {
            try {
                return provider.resolveCredentials();
            } catch (SdkClientException e) {
                ProfileFile file = AwsConfiguration.read();
                throw file.profile(name).isPresent()
                        ? e
                        : SdkClientException.create("no such profile; there is " + AwsConfiguration.names(file));
            }
        }

        @Override
        public void close() {
            provider.close();
        }
    }
}
