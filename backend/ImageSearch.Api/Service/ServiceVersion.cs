using System.Reflection;

namespace ImageSearch.Api.Service;

/// <summary>The version of the service, without the commit that it was built from.</summary>
internal static class ServiceVersion
{
    public static string Current { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
