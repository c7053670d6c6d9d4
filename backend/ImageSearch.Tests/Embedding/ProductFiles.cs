using System.Runtime.CompilerServices;

namespace ImageSearch.Tests.Embedding;

/// <summary>Files of the product in the repository, found relative to this source file.</summary>
internal static class ProductFiles
{
    public static string Models => Path.Combine(Root(), "models");

    private static string Root([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
