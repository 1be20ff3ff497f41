using System.Collections.Immutable;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The columns that proxies become. One seed: a column each. Several: the mean under the proxy's own name, <c>name_sd</c> for the sample
/// standard deviation and <c>name_seed20</c> for each seed; what does not depend on weights stays one column.
/// </summary>
internal sealed class ZeroShotColumns(IReadOnlyList<ZeroShotProxy> proxies, IReadOnlyList<long> seeds, ZeroShotCompat compat)
{
    private readonly IReadOnlyList<ZeroShotProxy> _proxyOfColumn = [.. proxies.SelectMany(p => Describe(p, seeds, compat).Select(_ => p))];

    public IReadOnlyList<ScoreColumn> Columns { get; } = [.. proxies.SelectMany(p => Describe(p, seeds, compat))];

    /// <summary>The proxy that a column is of.</summary>
    public ZeroShotProxy ProxyOf(int column) => _proxyOfColumn[column];

    /// <summary>The values of all columns.</summary>
    /// <param name="perSeed">For each seed a value per proxy.</param>
    public ScoreRow Row(IReadOnlyList<ScoreRow> perSeed)
    {
        if (perSeed.Count == 1)
        {
            return perSeed[0];
        }

        var values = ImmutableArray.CreateBuilder<ScoreValue>();
        var seconds = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < proxies.Count; i++)
        {
            ScoreValue[] each = [.. perSeed.Select(r => r.Values[i])];
            if (!Varies(proxies[i], seeds))
            {
                values.Add(each[0]);
                seconds.Add(perSeed[0].Seconds[i]);
                continue;
            }

            double[] times = [.. perSeed.Select(r => r.Seconds[i])];
            values.Add(ProxyStatistics.Mean(each, [.. each.Select(_ => 1.0)], NameOfSeed));
            values.Add(ProxyStatistics.Deviation(each, NameOfSeed));
            values.AddRange(each);
            seconds.Add(times.Sum());
            seconds.Add(times.Sum());
            seconds.AddRange(times);
        }

        return new ScoreRow(values.ToImmutable(), seconds.ToImmutable()) { Failed = perSeed.Any(r => r.Failed) };
    }

    private string NameOfSeed(int i) => $"seed {seeds[i]}";

    // Without a pass nothing depends on weights.
    private static bool Varies(ZeroShotProxy proxy, IReadOnlyList<long> seeds) => seeds.Count > 1 && proxy.Needs != ZeroShotNeeds.None;

    private static IEnumerable<ScoreColumn> Describe(ZeroShotProxy proxy, IReadOnlyList<long> seeds, ZeroShotCompat compat)
    {
        var direction = proxy is Plain && compat.HasFlag(ZeroShotCompat.PlainIsHigherBetter)
            ? ScoreDirection.HigherIsBetter
            : proxy.Direction;
        if (!Varies(proxy, seeds))
        {
            return [new(proxy.Name, direction, proxy.DependsOnEncoding)];
        }

        return
        [
            new(proxy.Name, direction, proxy.DependsOnEncoding, $"mean over seeds {string.Join(", ", seeds)}"),
            new($"{proxy.Name}_sd", ScoreDirection.HigherIsBetter, proxy.DependsOnEncoding,
                $"sample standard deviation over seeds {string.Join(", ", seeds)}"),
            .. seeds.Select(s => new ScoreColumn($"{proxy.Name}_seed{s}", direction, proxy.DependsOnEncoding, $"seed {s}")),
        ];
    }
}
