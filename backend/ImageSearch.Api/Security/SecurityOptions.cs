namespace ImageSearch.Api.Security;

/// <summary>Who may talk to the service. Configuration section <c>Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>Names that requests may address the service by (the Host header, without port), besides this machine's own: localhost, 127.0.0.1, [::1]. "*" allows any.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Origins of foreign pages that may use the API, for example https://photos.example.</summary>
    public string[] AllowedOrigins { get; set; } = [];
}
