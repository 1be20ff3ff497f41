using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace NasPipelines.Cluster.Connections;

/// <summary>
/// Both ends of a connection show that they know the cluster's token before Orleans reads a byte of it: each answers the other's random
/// number with a keyed hash. The token itself is never sent. What follows is not encrypted.
/// </summary>
internal sealed class TokenHandshake(string token, ILogger logger)
{
    private const int NonceBytes = 32;
    private const int ProofBytes = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes("nas cluster " + token));

    /// <summary>The end that was called: asks first.</summary>
    public void Inbound(IConnectionBuilder builder) => builder.Use(next => context => Run(context, next, async cancellation =>
    {
        var mine = RandomNumberGenerator.GetBytes(NonceBytes);
        await Send(context, mine, cancellation).ConfigureAwait(false);
        var answer = await Receive(context, NonceBytes + ProofBytes, cancellation).ConfigureAwait(false);
        var (theirs, proof) = (answer[..NonceBytes], answer[NonceBytes..]);
        if (!CryptographicOperations.FixedTimeEquals(proof, Proof("caller", mine, theirs)))
        {
            return false;
        }

        await Send(context, Proof("called", mine, theirs), cancellation).ConfigureAwait(false);
        return true;
    }));

    /// <summary>The end that calls.</summary>
    public void Outbound(IConnectionBuilder builder) => builder.Use(next => context => Run(context, next, async cancellation =>
    {
        var theirs = await Receive(context, NonceBytes, cancellation).ConfigureAwait(false);
        var mine = RandomNumberGenerator.GetBytes(NonceBytes);
        await Send(context, [.. mine, .. Proof("caller", theirs, mine)], cancellation).ConfigureAwait(false);
        var proof = await Receive(context, ProofBytes, cancellation).ConfigureAwait(false);
        return CryptographicOperations.FixedTimeEquals(proof, Proof("called", theirs, mine));
    }));

    private async Task Run(ConnectionContext context, ConnectionDelegate next, Func<CancellationToken, Task<bool>> shake)
    {
        using var patience = new CancellationTokenSource(Patience);
        var known = false;
        try
        {
            known = await shake(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or EndOfStreamException or ConnectionAbortedException)
        {
            logger.HandshakeBroken(context.RemoteEndPoint, e.Message);
        }

        if (!known)
        {
            logger.HandshakeRefused(context.RemoteEndPoint);
            context.Abort(new ConnectionAbortedException("The other end does not know the cluster's token."));
            return;
        }

        await next(context).ConfigureAwait(false);
    }

    private byte[] Proof(string role, byte[] calledNonce, byte[] callerNonce) =>
        HMACSHA256.HashData(_key, (byte[])[.. Encoding.UTF8.GetBytes(role), .. calledNonce, .. callerNonce]);

    private static async Task Send(ConnectionContext context, byte[] bytes, CancellationToken cancellation) =>
        await context.Transport.Output.WriteAsync(bytes, cancellation).ConfigureAwait(false);

    private static async Task<byte[]> Receive(ConnectionContext context, int count, CancellationToken cancellation)
    {
        var input = context.Transport.Input;
        var read = await input.ReadAtLeastAsync(count, cancellation).ConfigureAwait(false);
        if (read.Buffer.Length < count)
        {
            input.AdvanceTo(read.Buffer.End);
            throw new EndOfStreamException("the connection ended before the token was shown");
        }

        var bytes = read.Buffer.Slice(0, count).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(count));
        return bytes;
    }
}
