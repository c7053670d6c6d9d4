namespace ImageSearch.Api.Hosting;

internal static class HeadRequests
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Makes every GET endpoint of the group answer HEAD as well. The handler runs as for GET; the server omits the body, files are not
    /// opened, and event streams end after their headers.
    /// </summary>
    public static RouteGroupBuilder WithHead(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
                endpoint.Metadata.Add(new HttpMethodMetadata(GetAndHead));
        });
        return group;
    }
}
