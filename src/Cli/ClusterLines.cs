namespace NasPipelines.Cli;

/// <summary>What a cluster says, in a terminal.</summary>
internal static class ClusterLines
{
    private const string Information = "information: ";

    public static void Say(Terminal terminal, string line)
    {
        if (line.StartsWith(Information, StringComparison.Ordinal))
        {
            terminal.Detail(line[Information.Length..]);
        }
        else
        {
            terminal.Say(line);
        }
    }
}
