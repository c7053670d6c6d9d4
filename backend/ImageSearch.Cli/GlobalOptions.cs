using System.CommandLine;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Cli;

/// <summary>Options of every verb: which library to use, and how to answer.</summary>
internal sealed class GlobalOptions(Func<string, string?> environment)
{
    public const string DataVariable = "IMAGESEARCH_DATA";
    public const string ServerVariable = "IMAGESEARCH_SERVER";

    public const string ModelsVariable = "IMAGESEARCH_MODELS";

    private const string DefaultData = "data";

    private readonly Option<string?> _data = new("--data")
    {
        Description = $"The data directory to work on, in this process. Default: ${DataVariable}, then ./{DefaultData}.",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = $"The ONNX model that embeds pictures. Default: ${ModelLocator.Variable}, then models/resnet50.onnx, then the built-in model.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string?> _models = new("--models")
    {
        Description = $"The folder of models.json. Default: ${ModelsVariable}, then ./models, then the one that came with this program.",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Work through a running server instead, for example http://127.0.0.1:8000. Default: ${ServerVariable}.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        root.Add(_data);
        root.Add(_model);
        root.Add(_models);
        root.Add(_server);
        root.Add(_json);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>Whether the command line or the environment names the model for libraries that are opened in this process.</summary>
    public bool NamesModel(ParseResult parsed) => Server(parsed) is null && (Model(parsed) ?? Set(ModelLocator.Variable)) is not null;

    public string Models(ParseResult parsed) => parsed.GetValue(_models) ?? Set(ModelsVariable) ?? ModelsFolder.Find();

    public string Data(ParseResult parsed) => parsed.GetValue(_data) ?? Set(DataVariable) ?? DefaultData;

    /// <summary>The server to use; null if the library is opened in this process.</summary>
    /// <exception cref="CliException">The address is not valid, or options contradict each other.</exception>
    public Uri? Server(ParseResult parsed)
    {
        var given = parsed.GetValue(_server);
        var own = parsed.GetValue(_data) ?? parsed.GetValue(_model) ?? parsed.GetValue(_models);
        if (given is not null && own is not null)
        {
            throw new CliException(
                ExitCode.Misuse, "A server has its own data directory and models: give either --server, or --data, --model and --models.");
        }
        // The command line takes precedence over the environment.
        if (own is not null)
            return null;
        if ((given ?? Set(ServerVariable)) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address.Query == "" && address.UserInfo == ""
            ? address
            : throw new CliException(ExitCode.Misuse, $"--server takes an address such as http://127.0.0.1:8000, not \"{text}\".");
    }

    private string? Set(string variable) => environment(variable) is { Length: > 0 } value ? value : null;
}
