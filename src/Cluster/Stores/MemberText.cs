using System.Text.Json;

namespace NasPipelines.Cluster.Stores;

/// <summary>A member of the cluster as JSON.</summary>
internal sealed record MemberText(
    string Silo, string Name, string Host, SiloStatus Status, int ProxyPort, string? Role, DateTime Started, string[] Suspectors,
    DateTime[] Suspected)
{
    /// <summary>A member as text; when it was last alive is kept apart.</summary>
    public static string Of(MembershipEntry entry) => JsonSerializer.Serialize(new MemberText(
        entry.SiloAddress.ToParsableString(),
        entry.SiloName,
        entry.HostName,
        entry.Status,
        entry.ProxyPort,
        entry.RoleName,
        entry.StartTime,
        [.. (entry.SuspectTimes ?? []).Select(s => s.Item1.ToParsableString())],
        [.. (entry.SuspectTimes ?? []).Select(s => s.Item2)]));

    /// <summary>A member from text.</summary>
    /// <exception cref="InvalidDataException">The text is none.</exception>
    public static MembershipEntry Read(string text, DateTime alive)
    {
        try
        {
            var member = JsonSerializer.Deserialize<MemberText>(text)
                ?? throw new InvalidDataException("A member of the cluster is empty.");
            return new()
            {
                SiloAddress = SiloAddress.FromParsableString(member.Silo),
                SiloName = member.Name,
                HostName = member.Host,
                Status = member.Status,
                ProxyPort = member.ProxyPort,
                RoleName = member.Role,
                StartTime = member.Started,
                IAmAliveTime = alive,
                SuspectTimes = [.. member.Suspectors.Zip(
                    member.Suspected, (silo, time) => Tuple.Create(SiloAddress.FromParsableString(silo), time))],
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"A member of the cluster cannot be read: {e.Message}", e);
        }
    }
}
