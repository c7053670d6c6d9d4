using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Local.Orphans;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Engine.Local;

/// <summary>
/// Keeps a library in a folder of this machine: SQLite, files and FAISS. Only one process can open a folder at a time.
/// </summary>
public static class LocalLibrary
{
    /// <summary>Opens the library in a folder, or creates one there, with default options and without a log.</summary>
    /// <param name="dataDirectory">The folder of the library; created if it does not exist.</param>
    /// <param name="model">An ONNX file; null uses the one that <see cref="ModelLocator"/> finds, which may be the built-in model.</param>
    /// <exception cref="DirectoryInUseException">Another process has the folder open.</exception>
    /// <exception cref="SetupException">The folder cannot be used; the message says what to do.</exception>
    /// <exception cref="ModelException">There is no usable model; the message says what to do.</exception>
    public static Task<ImageLibrary> OpenAsync(string dataDirectory, string? model = null, CancellationToken cancellationToken = default) =>
        OpenAsync(
        new LocalLibraryOptions
        {
            DataDirectory = dataDirectory,
            Embedding = new EmbeddingOptions { ModelPath = model, ModelsDirectory = ModelsFolder.Find() },
        },
        NullLoggerFactory.Instance,
        TimeProvider.System,
        cancellationToken);

    /// <summary>Opens a library: locks the directory, loads model and index, and continues where the last process ended.</summary>
    /// <exception cref="SetupException">The directory, the catalogue or a native library cannot be used; the message says what to do.</exception>
    /// <exception cref="ModelException">There is no usable model; the message says what to do.</exception>
    public static async Task<ImageLibrary> OpenAsync(
        LocalLibraryOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var plan = IndexPlan.Of(options.Index);
        var directory = DataDirectory.Open(options.DataDirectory);
        try
        {
            var provider = await LocalProvider.OpenAsync(
                directory, plan, options.Library.ToLimits(), loggers, clock, cancellationToken).ConfigureAwait(false);
            var library = await ImageLibrary.OpenAsync(provider, options, loggers, clock, cancellationToken).ConfigureAwait(false);
            provider.BeginCare();
            return library;
        }
        catch (Exception exception) when (CatalogDatabase.Explain(exception, directory) is { } problem)
        {
            throw problem;
        }
    }
}
