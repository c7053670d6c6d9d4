namespace ImageSearch.Engine.Embedding;

/// <summary>Where <c>models.json</c> and the built-in model lie when nobody says so.</summary>
public static class ModelsFolder
{
    private const string Name = "models";

    /// <summary>
    /// The folder <c>models</c> of the working directory where that has a registry, else the one beside the program, which came with it.
    /// </summary>
    public static string Find() =>
        File.Exists(Path.Combine(Name, ModelRegistry.FileName)) ? Path.GetFullPath(Name) : Path.Combine(AppContext.BaseDirectory, Name);
}
