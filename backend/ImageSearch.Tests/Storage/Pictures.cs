using System.Security.Cryptography;
using System.Text;
using ImageSearch.Engine.Intake;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Storage;

/// <summary>Pictures for the catalogue, which never looks at pixels.</summary>
internal static class Pictures
{
    /// <param name="content">The text to hash instead of a file; by default the name.</param>
    public static NewImage New(string name, string? content = null, long bytes = 1000, string? category = null, params string[] tags) => new(
        name, Sha256(content ?? name), new ImageHeader(ImageFormat.Jpeg, 40, 30, 1), bytes, category, tags);

    public static string Sha256(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
