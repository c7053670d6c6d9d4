namespace ImageSearch.BrowserTests.Stack;

/// <summary>The clone that these tests were built from; they test its script and its page.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string RunFolder(int port) => Path.Combine(Root, ".run", $"{port}");

    private static string Find(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "ImageSearch.sln")))
                return current.FullName;
        }

        throw new InvalidOperationException($"{folder} does not lie in a clone of ImageSearch; run these tests with ./run test.");
    }
}
