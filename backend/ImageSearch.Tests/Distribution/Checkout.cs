using System.Runtime.CompilerServices;

namespace ImageSearch.Tests.Distribution;

/// <summary>Files of the checkout that these tests were compiled from, by their path within it.</summary>
internal static class Checkout
{
    public static string Path(string relative, [CallerFilePath] string source = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(source)!, "..", "..", "..", relative));

    public static string Text(string relative) => File.ReadAllText(Path(relative));

    public static string[] Lines(string relative) => File.ReadAllLines(Path(relative));
}
