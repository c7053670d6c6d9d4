using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests;

/// <summary>The reference model that the environment of the tests names. The product's own code must not take it for its setting.</summary>
[SetUpFixture]
internal sealed class ReferenceModel
{
    /// <summary>Path of the model, or null where the variable is not set.</summary>
    private static string? Path { get; } = Environment.GetEnvironmentVariable(ModelLocator.Variable);

    /// <summary>Path of the model. Skips the test that asks where there is none.</summary>
    public static string Require()
    {
        if (string.IsNullOrEmpty(Path))
            Assert.Ignore($"Set {ModelLocator.Variable} to run this test with the reference model.");
        return Path!;
    }

    [OneTimeSetUp]
    public void Hide()
    {
        // A static property is set when its class is first used: here, before the variable goes.
        _ = Path;
        Environment.SetEnvironmentVariable(ModelLocator.Variable, null);
    }
}
