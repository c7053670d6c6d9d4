using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Libraries;

/// <summary>The models of a running server.</summary>
internal sealed class ModelsOnServer(Uri address, TimeProvider clock) : IModelClient
{
    private const string Models = "api/v1/models";

    private readonly ServerConnection _server = new(address);

    public Task<ModelListContract> ListAsync(CancellationToken cancellationToken) => _server.GetAsync<ModelListContract>(Models, cancellationToken);

    public async Task PullAsync(string id, Advance advance, CancellationToken cancellationToken)
    {
        var job = await _server.SendAsync<JobContract>(HttpMethod.Post, await PathAsync(id, "/pull", cancellationToken), null, cancellationToken);
        await new JobsOnServer(_server).FollowAsync(job, advance, clock, cancellationToken);
    }

    public async Task<ModelVerificationContract> VerifyAsync(string id, CancellationToken cancellationToken) =>
        await _server.SendAsync<ModelVerificationContract>(
            HttpMethod.Post, await PathAsync(id, "/verify", cancellationToken), null, cancellationToken);

    public async Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        await _server.SendAsync(HttpMethod.Delete, await PathAsync(id, "", cancellationToken), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    // An id that the server does not list could form another path, for example "..".
    private async Task<string> PathAsync(string id, string action, CancellationToken cancellationToken) =>
        $"{Models}/{Uri.EscapeDataString((await this.FindAsync(id, cancellationToken)).Id)}{action}";
}
