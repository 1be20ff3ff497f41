using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Files;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

/// <summary>The metadata of a supernet file: <c>metadata_props</c>, by key.</summary>
internal sealed class SupernetMetadata(IReadOnlyDictionary<string, string> values)
{
    public const string FormatName = "NasPipelines.Supernet/1";
    private const string NetworkFormatName = "NasPipelines.Network/1";
    private const string Format = "format";
    private const string Space = "search_space";
    private const string Network = "network_options";
    private const string Mean = "normalisation.mean";
    private const string Deviation = "normalisation.deviation";
    private const string Seed = "seed";
    private const string Sha256 = "parameters.sha256";
    private const string Running = "parameters.running_statistics";
    private const string Origin = "parameters.origin";
    private const string Product = "product_version";
    private const string Encoding = "architecture_encoding";
    private const string Training = "training.";
    private const string Part = "part";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public IReadOnlyDictionary<string, string> Values => values;

    public string ParametersSha256 => Required(Sha256);

    public static SupernetMetadata Create(
        SearchSpace space, NetworkOptions network, SupernetDescription description, string origin, string sha256, bool running)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Format] = FormatName,
            [Product] = ProductVersion.Text,
            [Space] = space.Name,
            [Encoding] = "genes of the search space, int64, one architecture for the whole batch",
            [Network] = JsonSerializer.Serialize(network, Json),
            [Mean] = JsonSerializer.Serialize(description.Normalisation.Mean),
            [Deviation] = JsonSerializer.Serialize(description.Normalisation.StandardDeviation),
            [Origin] = origin,
            [Sha256] = sha256,
            [Running] = running ? "true" : "false",
        };
        if (description.Seed is { } seed)
        {
            all[Seed] = seed.ToString(CultureInfo.InvariantCulture);
        }

        if (description.Part is { } part)
        {
            all[Part] = JsonSerializer.Serialize(part, Json);
        }

        foreach (var (key, value) in description.Training)
        {
            all[Training + key] = value;
        }

        return new(all.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The metadata of the stand-alone network of one architecture.</summary>
    public IReadOnlyDictionary<string, string> OfNetwork(Architecture architecture, string supernetSha256) =>
        values.Where(v => v.Key != Encoding).Append(new("architecture", architecture.Text)).Append(new("supernet.sha256", supernetSha256))
            .ToImmutableSortedDictionary(v => v.Key, v => v.Key == Format ? NetworkFormatName : v.Value, StringComparer.Ordinal);

    /// <summary>Checks that the file says that it is a supernet: what else is in it need not be looked at before.</summary>
    /// <exception cref="InvalidDataException">It says something else, or nothing.</exception>
    public void RequireSupernet()
    {
        if (values.GetValueOrDefault(Format) is not FormatName and var found)
        {
            throw new InvalidDataException($"its metadata do not say that it is a supernet ('{Format}' must be {FormatName}, was "
                + $"'{ShownText.Of(found)}')"
                + (found is NetworkFormatName ? "; it is the network of one architecture, taken out of a supernet" : string.Empty));
        }
    }

    /// <exception cref="InvalidDataException">A value is missing or cannot be read.</exception>
    public (SearchSpace Space, NetworkOptions Network, SupernetDescription Description) Read(Func<string, SearchSpace> space)
    {
        var network = Parse(Network, text =>
            JsonSerializer.Deserialize<NetworkOptions>(text, Json) ?? throw new JsonException("it is null"));
        var known = Parse(Space, space);
        return (known, network, new SupernetDescription
        {
            Part = values.ContainsKey(Part) ? Parse(Part, text => PartOf(text, known)) : null,
            Normalisation = Parse(Mean, mean => Parse(Deviation, deviation =>
                new ImageNormalisation(Numbers(mean), Numbers(deviation)))),
            Seed = values.ContainsKey(Seed) ? Parse(Seed, text => long.Parse(text, CultureInfo.InvariantCulture)) : null,
            Training = values.Where(v => v.Key.StartsWith(Training, StringComparison.Ordinal)).ToDictionary(
                v => v.Key[Training.Length..], v => v.Value),
        });
    }

    private static SupernetPart PartOf(string text, SearchSpace space)
    {
        var part = JsonSerializer.Deserialize<SupernetPart>(text, Json) ?? throw new JsonException("it is null");
        return part.Gene >= 0 && part.Gene < space.Sample(1, 0)[0].Genes.Length && part.Value >= 0
            ? part
            : throw new JsonException($"{space.Name} has no gene {part.Gene} of value {part.Value}");
    }

    private static double[] Numbers(string text) => JsonSerializer.Deserialize<double[]>(text) ?? throw new JsonException("it is null");

    private string Required(string key) => values.GetValueOrDefault(key) ?? throw new InvalidDataException($"its metadata lack '{key}'");

    private T Parse<T>(string key, Func<string, T> parse)
    {
        var text = Required(key);
        try
        {
            return parse(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"its metadata '{key}' cannot be read ('{ShownText.Of(text)}'): {JsonFaults.Text(e)}", e);
        }
    }
}
