namespace ImageSearch.Engine.Embedding;

/// <summary>From where model files may come: over HTTPS, or from this very machine.</summary>
internal static class SourceAddress
{
    public static bool IsAllowed(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsAllowed(uri);

    public static bool IsAllowed(Uri address) => address.Scheme == Uri.UriSchemeHttps || IsLocal(address);

    /// <summary>Where a source may lead to: a foreign one never to this machine, whose services trust whoever can reach them.</summary>
    public static bool IsAllowed(Uri target, Uri source) => IsAllowed(target) && (!target.IsLoopback || IsLocal(source));

    private static bool IsLocal(Uri address) => address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;
}
