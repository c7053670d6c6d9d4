using System.CommandLine;
using System.Text.Json;
using ImageSearch.Cli.Contracts;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Cli;

/// <summary>What a verb works with: the selected library and the terminal.</summary>
internal sealed class Session(Terminal terminal, GlobalOptions options, TimeProvider clock)
{
    public Terminal Terminal => terminal;

    public TimeProvider Clock => clock;

    public bool Json(ParseResult parsed) => options.Json(parsed);

    /// <param name="create">Whether this verb may create the library.</param>
    /// <param name="importRoot">A folder that may be imported; a user who names it here can read it anyway.</param>
    public async Task<ILibraryClient> OpenAsync(
        ParseResult parsed, CancellationToken cancellationToken, bool create = false, string? importRoot = null)
    {
        if (options.Server(parsed) is { } server)
            return new LibraryOnServer(server);
        if (!create && !HasLibrary(parsed))
        {
            throw new CliException(
                ExitCode.NotReady,
                $"There is no library in {DataDirectory(parsed)}. Begin one with \"imagesearch index DIR\", or name another with --data DIR or --server URL.");
        }

        return new LibraryInProcess(await OpenLibraryAsync(parsed, importRoot, cancellationToken), clock);
    }

    /// <summary>The models; this does not open a library.</summary>
    public IModelClient OpenModels(ParseResult parsed)
    {
        if (options.Server(parsed) is { } server)
            return new ModelsOnServer(server, clock);
        var store = new ModelStore(
            options.Models(parsed), ModelStore.DownloadsOf(DataDirectory(parsed)), new ModelStoreOptions(), NullLogger<ModelStore>.Instance, clock);
        return new ModelsInProcess(
            store, async cancellationToken => HasLibrary(parsed) ? await OpenLibraryAsync(parsed, null, cancellationToken) : null);
    }

    /// <inheritdoc cref="GlobalOptions.NamesModel"/>
    public bool NamesModel(ParseResult parsed) => options.NamesModel(parsed);

    /// <summary>Whether the library belongs to a server.</summary>
    public bool IsRemote(ParseResult parsed) => options.Server(parsed) is not null;

    /// <summary>Writes an answer as JSON if requested, otherwise with <paramref name="forPeople"/>.</summary>
    public void Answer<T>(ParseResult parsed, T answer, Action<T> forPeople)
    {
        if (Json(parsed))
            terminal.Output.WriteLine(JsonSerializer.Serialize(answer, Contracts.Json.Options));
        else
            forPeople(answer);
    }

    private string DataDirectory(ParseResult parsed) => Path.GetFullPath(options.Data(parsed));

    private bool HasLibrary(ParseResult parsed) => Directory.Exists(Path.Combine(DataDirectory(parsed), "images"));

    private Task<ImageLibrary> OpenLibraryAsync(ParseResult parsed, string? importRoot, CancellationToken cancellationToken)
    {
        var library = new LocalLibraryOptions
        {
            DataDirectory = DataDirectory(parsed),
            Embedding = new EmbeddingOptions { ModelPath = options.Model(parsed), ModelsDirectory = options.Models(parsed) },
        };
        if (importRoot is not null)
            library.Library.ImportRoots.Add(importRoot);
        return LocalLibrary.OpenAsync(library, new StandardErrorLog(terminal), clock, cancellationToken);
    }
}
