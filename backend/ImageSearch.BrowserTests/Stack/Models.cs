namespace ImageSearch.BrowserTests.Stack;

/// <summary>Models to start the service with.</summary>
internal static class Models
{
    /// <summary>The reference model if there is one; otherwise null, which means the small random one.</summary>
    public static string? Reference => Environment.GetEnvironmentVariable("IMAGESEARCH_MODEL");

    /// <summary>Writes a small model with random weights into a folder and returns its path.</summary>
    public static string WriteTiny(string folder) => ImageSearch.Tests.Embedding.TestModels.Write(folder);
}
