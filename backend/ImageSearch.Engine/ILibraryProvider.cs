using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Engine;

/// <summary>
/// Everything that a library is kept in, ready for use: what a storage must supply. The library closes it last of all. Its calls are
/// asynchronous, and what they have changed is durable when they return.
/// </summary>
internal interface ILibraryProvider : IAsyncDisposable
{
    IPictures Pictures { get; }

    IOriginals Originals { get; }

    IThumbnails Thumbnails { get; }

    IIntake Intake { get; }

    IImportLedger Imports { get; }

    IRemoval Removal { get; }

    IEmbeddings Embeddings { get; }

    ISpaces Spaces { get; }

    ISpaceIndexes Indexes { get; }

    IJobStore Jobs { get; }

    /// <summary>A folder of this machine for files that are being received; empty.</summary>
    string Scratch { get; }

    /// <summary>A folder of this machine for models that are fetched.</summary>
    string Models { get; }

    /// <summary>A folder of this machine that is never imported, because what lies there is the library's own.</summary>
    string Own { get; }
}
