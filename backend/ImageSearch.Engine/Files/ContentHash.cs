using System.Security.Cryptography;

namespace ImageSearch.Engine.Files;

/// <summary>The SHA-256 that names contents: 64 lower-case hexadecimal digits.</summary>
internal static class ContentHash
{
    private const int BufferSize = 1 << 20;

    /// <exception cref="IOException">The file cannot be read; likewise <see cref="UnauthorizedAccessException"/>.</exception>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, new FileStreamOptions { BufferSize = BufferSize, Options = FileOptions.SequentialScan });
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
    }
}
