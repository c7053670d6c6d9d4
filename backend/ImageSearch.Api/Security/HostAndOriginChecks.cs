using ImageSearch.Api.Errors;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Security;

/// <summary>
/// Refuses requests from foreign web pages, and requests under a name that is not this service's (DNS rebinding). Any web page can make a
/// browser send requests to this machine.
/// </summary>
internal sealed class HostAndOriginChecks(IOptions<SecurityOptions> options)
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Why a request is refused; null if it is allowed.</summary>
    public Problem? Check(HttpRequest request)
    {
        if (!IsAllowedHost(request.Host.Host))
        {
            return new Problem(
                "urn:imagesearch:host-not-allowed", "Host not allowed", 400,
                $"This service does not answer under the name \"{request.Host.Host}\". Add it to the setting Security:AllowedHosts if it should.");
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 ? !IsAllowedOrigin(origin, request) : IsCrossSite(request))
        {
            return new Problem(
                "urn:imagesearch:foreign-origin", "Foreign origin", 403,
                "This request comes from another web site. Add that site to the setting Security:AllowedOrigins if it should be let in.");
        }

        return null;
    }

    private bool IsAllowedHost(string host) =>
        Contains(OwnNames, host) || Contains(options.Value.AllowedHosts, host) || Contains(options.Value.AllowedHosts, "*");

    private bool IsAllowedOrigin(string origin, HttpRequest request) =>
        Contains(options.Value.AllowedOrigins, origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase));

    // An Origin never contains a default port, but a Host may.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var uri) ? uri.Authority : "";

    // A link from another site to the API's own pages is a visit, not an attack.
    private static bool IsCrossSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "cross-site"
        && !(HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate"
            && (request.Path == "/" || request.Path.StartsWithSegments("/swagger")));

    private static bool Contains(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
