using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests;

/// <summary>The reference model that the tests' environment names. The product must not read the variable as its own setting.</summary>
[SetUpFixture]
internal sealed class ReferenceModel
{
    /// <summary>Path of the model; null if the variable is not set.</summary>
    private static string? Path { get; } = Environment.GetEnvironmentVariable(ModelLocator.Variable);

    /// <summary>Path of the model. Skips the calling test if there is none.</summary>
    public static string Require()
    {
        if (string.IsNullOrEmpty(Path))
            Assert.Ignore($"Set {ModelLocator.Variable} to run this test with the reference model.");
        return Path!;
    }

    [OneTimeSetUp]
    public void Hide()
    {
        // A static property is set on the first use of its class: here, before the variable is removed.
        _ = Path;
        Environment.SetEnvironmentVariable(ModelLocator.Variable, null);
    }
}
