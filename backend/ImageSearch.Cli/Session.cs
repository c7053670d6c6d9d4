using System.CommandLine;
using System.Text.Json;
using ImageSearch.Cli.Contracts;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Cli;

/// <summary>What a verb works with: the library that the options name, and the terminal.</summary>
internal sealed class Session(Terminal terminal, GlobalOptions options, TimeProvider clock)
{
    public Terminal Terminal => terminal;

    public TimeProvider Clock => clock;

    public bool Json(ParseResult parsed) => options.Json(parsed);

    /// <param name="create">Whether a library may begin with this verb.</param>
    public async Task<ILibraryClient> OpenAsync(ParseResult parsed, CancellationToken cancellationToken, bool create = false)
    {
        if (options.Server(parsed) is { } server)
            return new LibraryOnServer(server);
        var data = Path.GetFullPath(options.Data(parsed));
        if (!create && !Directory.Exists(Path.Combine(data, "images")))
        {
            throw new CliException(
                ExitCode.NotReady, $"There is no library in {data}. Begin one with \"imagesearch index DIR\", or name another with --data DIR or --server URL.");
        }

        var library = new ImageLibraryOptions
        {
            DataDirectory = data,
            Embedding = new EmbeddingOptions { ModelPath = options.Model(parsed), ModelsDirectory = options.Models(parsed) },
        };
        return new LibraryInProcess(await ImageLibrary.OpenAsync(library, new StandardErrorLog(terminal), clock, cancellationToken));
    }

    /// <summary>Writes an answer: as JSON where that was asked for, else as <paramref name="forPeople"/> does.</summary>
    public void Answer<T>(ParseResult parsed, T answer, Action<T> forPeople)
    {
        if (Json(parsed))
            terminal.Output.WriteLine(JsonSerializer.Serialize(answer, Contracts.Json.Options));
        else
            forPeople(answer);
    }
}
