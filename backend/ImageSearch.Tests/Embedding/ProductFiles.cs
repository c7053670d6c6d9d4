using System.Runtime.CompilerServices;

namespace ImageSearch.Tests.Embedding;

/// <summary>Files of the repository that belong to the product, found from where this source lies.</summary>
internal static class ProductFiles
{
    public static string Models => Path.Combine(Root(), "models");

    private static string Root([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
