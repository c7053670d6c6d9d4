using System.Text.RegularExpressions;

namespace ImageSearch.Faiss;

/// <summary>
/// The part of FAISS's factory language that makes indexes of uncompressed vectors, the ones that <see cref="FaissIndex.Load"/>
/// can check before it believes them.
/// </summary>
internal static partial class FactoryString
{
    /// <exception cref="ArgumentException">The string is outside that part.</exception>
    public static void ThrowIfUnsupported(string factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (!Supported().IsMatch(factory))
            throw new ArgumentException(
                $"'{factory}' is not supported: use Flat, HNSW<links> (2 to 512) or IVF<lists>,Flat (1 to 999999).", nameof(factory));
    }

    [GeneratedRegex(@"\A(Flat|HNSW([2-9]|[1-9][0-9]|[1-4][0-9]{2}|50[0-9]|51[0-2])(,Flat)?|IVF[1-9][0-9]{0,5},Flat)\z")]
    private static partial Regex Supported();
}
