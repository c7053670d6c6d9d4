using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Libraries;

/// <summary>The available models of a data directory of this machine or of a server.</summary>
internal interface IModelClient : IAsyncDisposable
{
    Task<ModelListContract> ListAsync(CancellationToken cancellationToken);

    /// <summary>Fetches a model's file if it is missing; the received part is kept after an interruption.</summary>
    /// <param name="advance">Called with the progress in bytes.</param>
    Task PullAsync(string id, Advance advance, CancellationToken cancellationToken);

    Task<ModelVerificationContract> VerifyAsync(string id, CancellationToken cancellationToken);

    /// <summary>Deletes a fetched file, unless the library needs it.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken);
}

internal static class FoundModel
{
    /// <summary>One model.</summary>
    /// <exception cref="CliException">There is no such model.</exception>
    public static async Task<ModelContract> FindAsync(this IModelClient models, string id, CancellationToken cancellationToken)
    {
        var all = (await models.ListAsync(cancellationToken)).Items;
        return all.FirstOrDefault(model => model.Id == id) ?? throw new CliException(
            ExitCode.PartlyFailed, $"models.json has no model \"{id}\", only {string.Join(", ", all.Select(model => model.Id))}.");
    }
}
