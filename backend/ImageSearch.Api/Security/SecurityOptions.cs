namespace ImageSearch.Api.Security;

/// <summary>Limits which names and sites may address the service. Configuration section <c>Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>
    /// Names under which requests may address the service (the Host header, without port), in addition to localhost, 127.0.0.1 and [::1].
    /// "*" allows every name.
    /// </summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Origins of foreign pages that may use the API, for example https://photos.example.</summary>
    public string[] AllowedOrigins { get; set; } = [];
}
