using System.Reflection;

namespace ImageSearch.Api.Parameters;

internal static class ParameterExtensions
{
    /// <summary>Adds the rules of its query to every endpoint of the group.</summary>
    public static RouteGroupBuilder WithQueryRules(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<MethodInfo>().LastOrDefault() is { } handler)
                endpoint.Metadata.Add(QueryRules.Of(handler));
        });
        return group;
    }

    /// <summary>Checks queries by the rules of their endpoint and prepares them for binding.</summary>
    public static void UseQueryRules(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Query.Count > 0)
            context.GetEndpoint()?.Metadata.GetMetadata<QueryRules>()?.Apply(context.Request);
        return next(context);
    });
}
