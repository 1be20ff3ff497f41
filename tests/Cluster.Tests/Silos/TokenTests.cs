using System.Net.Sockets;
using System.Security.Cryptography;

namespace NasPipelines.Cluster.Tests.Silos;

/// <summary>Who does not know the token is refused before anything that is sent is read.</summary>
[Parallelizable]
public sealed class TokenTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Silo_WithoutTheToken_Refuses(CancellationToken timeout)
    {
        await using var silos = await SilosOfTest.Start(1);

        Assert.That(() => silos.Connect("another token", patience: 3), Throws.InstanceOf<IOException>()
            .With.Message.Contains("start one with this connection and the same token"));
        Assert.That(() => silos.Connect("", patience: 3), Throws.ArgumentException);
        Assert.That(silos.Log, Does.Contain("was refused: it does not show the cluster's token"));

        // Whatever comes after a wrong answer, nothing but the question was sent and the connection ends.
        using var client = new TcpClient();
        await client.ConnectAsync(silos.All[0].Gateway, timeout);
        await using var stream = client.GetStream();
        await stream.WriteAsync(RandomNumberGenerator.GetBytes(4096), timeout);
        Assert.That(await Received(stream, timeout), Is.LessThanOrEqualTo(32));
    }

    private static async Task<int> Received(NetworkStream stream, CancellationToken timeout)
    {
        var (total, buffer) = (0, new byte[1024]);
        try
        {
            while (await stream.ReadAsync(buffer, timeout) is > 0 and var count)
            {
                total += count;
            }
        }
        catch (IOException)
        {
            // The other end has closed it without a word.
        }

        return total;
    }
}
