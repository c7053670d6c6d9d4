namespace ImageSearch.Engine.Embedding;

/// <summary>The default folder of <c>models.json</c> and the built-in model.</summary>
public static class ModelsFolder
{
    private const string Name = "models";

    /// <summary>
    /// The folder <c>models</c> of the working directory if it has a registry, otherwise the one beside the program, which comes with it.
    /// </summary>
    public static string Find() =>
        File.Exists(Path.Combine(Name, ModelRegistry.FileName)) ? Path.GetFullPath(Name) : Path.Combine(AppContext.BaseDirectory, Name);
}
