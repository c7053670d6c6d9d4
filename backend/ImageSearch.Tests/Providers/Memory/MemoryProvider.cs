using ImageSearch.Engine;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Providers.Memory;

/// <summary>A library in memory, with originals in a folder: the smallest provider, and no durable one.</summary>
internal sealed class MemoryProvider : ILibraryProvider
{
    /// <param name="folder">Of this provider alone; the caller deletes it.</param>
    public MemoryProvider(string folder, TimeProvider clock)
    {
        var tables = new MemoryTables();
        var pictures = new MemoryPictures(tables);
        var files = new MemoryFiles(Directory.CreateDirectory(Path.Combine(folder, "originals")).FullName);
        var imports = new MemoryImports(tables);
        var embeddings = new MemoryEmbeddings(tables, clock);
        Pictures = pictures;
        Originals = files;
        Thumbnails = files;
        Intake = new MemoryIntake(tables, pictures, imports, files, clock);
        Imports = imports;
        Removal = new MemoryRemoval(tables, files);
        Embeddings = embeddings;
        Spaces = new MemorySpaces(tables);
        Indexes = new MemoryIndexes(tables, embeddings);
        Jobs = new MemoryJobs(clock);
        Scratch = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;
        Models = Path.Combine(folder, "fetched");
        Own = folder;
    }

    public IPictures Pictures { get; }

    public IOriginals Originals { get; }

    public IThumbnails Thumbnails { get; }

    public IIntake Intake { get; }

    public IImportLedger Imports { get; }

    public IRemoval Removal { get; }

    public IEmbeddings Embeddings { get; }

    public ISpaces Spaces { get; }

    public ISpaceIndexes Indexes { get; }

    public IJobStore Jobs { get; }

    public string Scratch { get; }

    public string Models { get; }

    public string Own { get; }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
