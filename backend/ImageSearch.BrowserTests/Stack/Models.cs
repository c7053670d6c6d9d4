namespace ImageSearch.BrowserTests.Stack;

/// <summary>Models to start the service with.</summary>
internal static class Models
{
    /// <summary>The reference model where there is one, otherwise null, which stands for the small random one.</summary>
    public static string? Reference => Environment.GetEnvironmentVariable("IMAGESEARCH_MODEL");

    /// <summary>Writes a small model with random weights into a folder and answers its path.</summary>
    public static string WriteTiny(string folder) => ImageSearch.Tests.Embedding.TestModels.Write(folder);
}
