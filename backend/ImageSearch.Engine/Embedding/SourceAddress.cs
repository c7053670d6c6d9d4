namespace ImageSearch.Engine.Embedding;

/// <summary>The addresses that model files may come from: over HTTPS, or from this machine.</summary>
internal static class SourceAddress
{
    public static bool IsAllowed(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsAllowed(uri);

    public static bool IsAllowed(Uri address) => address.Scheme == Uri.UriSchemeHttps || IsLocal(address);

    /// <summary>
    /// Where a source may redirect to: a remote source never to this machine, because local services trust local clients.
    /// </summary>
    public static bool IsAllowed(Uri target, Uri source) => IsAllowed(target) && (!target.IsLoopback || IsLocal(source));

    private static bool IsLocal(Uri address) => address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;
}
