using System.Text.Json;
using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Stores;

/// <summary>A run's header and architectures as JSON, for stores.</summary>
internal static class HeaderText
{
    public static string Of<T>(T value) => JsonSerializer.Serialize(value);

    /// <exception cref="InvalidDataException">The text is no header.</exception>
    public static RunHeader Header(string text) => Read<RunHeader>(text);

    /// <exception cref="InvalidDataException">The text is no list of architectures.</exception>
    public static string[] Architectures(string text) => Read<string[]>(text);

    private static T Read<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text) ?? throw new InvalidDataException("The store's record of a run is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The store's record of a run cannot be read: {e.Message}", e);
        }
    }
}
